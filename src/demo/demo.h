/* SPDX-License-Identifier: MIT */
/* Pours the demo agency into a database. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "db/store.h"
#include "demo/agency.h"

/*
 * Fills an empty database with the demo agency by the rules of its features, in one transaction: all of it or nothing.
 * Everybody signs in as KEY@polden.example with options->password. cx acts as root; what is made belongs to nobody's
 * undo. ERR_CONFLICT when there are people already.
 */
MUST_USE Err *demo_fill(Ctx *cx, Store *store, const DemoOptions *options);

#endif
