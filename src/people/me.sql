-- SPDX-License-Identifier: MIT
-- me_get
SELECT id, name, email, hue, lang, theme FROM person WHERE id = :id;

-- me_choose
UPDATE person SET lang = :lang, theme = :theme WHERE id = :id;
