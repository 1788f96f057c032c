/* SPDX-License-Identifier: MIT */
/* A workbook that somebody uploads. */
#include "base/base.h"

#include "package.h"

/* In the order in which an input gives them; the last ones are seldom worth changing. */
static const FuzzPart parts[] = {
    {"xl/worksheets/sheet1.xml", "<w/>"},
    {"xl/styles.xml", "<s/>"},
    {"xl/sharedStrings.xml", "<s/>"},
    {"xl/theme/theme1.xml", "<t/>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet name='a' r:id='1' xmlns:r='r'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels", "<R><Relationship Id='1' Type='/worksheet' Target='worksheets/sheet1.xml'/>"
                                   "<Relationship Id='2' Type='/styles' Target='styles.xml'/>"
                                   "<Relationship Id='3' Type='/sharedStrings' Target='sharedStrings.xml'/>"
                                   "<Relationship Id='4' Type='/theme' Target='theme/theme1.xml'/></R>"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_package(parts, COUNT_OF(parts), data, size);
}
