// SPDX-License-Identifier: MIT
delete (document.head as Partial<HTMLHeadElement>).insertBefore;
