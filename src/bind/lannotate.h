/*
** lannotate.h - binding: logs annotated (core/annotate.h), as a filter for Lua
** programs and from files to standard output.
*/

#ifndef lannotate_h
#define lannotate_h

#include "bind/lcompat.h"

/*
** Add `annotator` to the table at -1.
**
**   annotator(registry, settings) -> annotator; the settings are checked, and
**     are not changed after: `input` "zeek", "tsv", "csv" or "json"; `port`,
**     `other_port`, `column` names of columns; `transport` that of all lines;
**     `fields` a list
**   annotator:filter() -> a filter of LTN12
**   annotator:stream(path [, progress]) -> true; or nil, what is wrong, with
**     what ("input", "columns" or "output"), and an errno or 0.  From a file,
**     nil for standard input, to standard output, each piece as soon as it is
**     there.  progress(done, size) is called about once a second; a pipe has
**     the size nil.
**   annotator:unread() -> how many lines went through as they are
*/
void add_annotators (lua_State *L);

#endif
