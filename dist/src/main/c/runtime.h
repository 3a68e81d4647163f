/* The place on disk where the runtime is unpacked, once for all programs that carry the same one. */
#ifndef ONEMACHINE_RUNTIME_H
#define ONEMACHINE_RUNTIME_H

#include "files.h"

/*
 * Finds the unpacked runtime, or unpacks it: into $ONEMACHINE_RUNTIME_DIR when that is set, else into the user's cache
 * ($XDG_CACHE_HOME or ~/.cache), else into a folder of the user's own in $XDG_RUNTIME_DIR, $TMPDIR, /var/tmp or /tmp. Only folders that
 * belong to the user and that nobody else can write to are used, and only where programs may be run.
 *
 * The folder's path is put into `directory`. As long as this process lives, programs of other versions leave it alone.
 * On failure -1, and what stood in the way, a line for each place that was tried, is on stderr.
 */
int runtime_provide(char directory[PATH_ROOM], const char *program);

#endif
