/* SPDX-License-Identifier: MIT */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/route.h"

/*
 * Reads what the request sent into the record: the body (form or JSON) of a changing request, the query of a GET,
 * and parts of the path that are named like fields. Only the fields that the route names can be set; in a body
 * another field is ERR_INPUT, in a query it is passed over. All malformed fields are reported together. Fields that
 * were not sent keep their value; an unchecked checkbox is sent by forms as a hidden "0" before it.
 */
MUST_USE Err *form_read(Ctx *cx, const Req *req, Out out);

/* Like form_read for a JSON body with other members than a Shape's (batches): the object, ERR_INPUT without one. */
MUST_USE Err *form_json(Ctx *cx, const Req *req, const struct json_t **object);

#endif
