/* The unpacked runtime on disk, shared by all programs with the same embedded runtime. */
#ifndef ONEMACHINE_RUNTIME_H
#define ONEMACHINE_RUNTIME_H

#include "files.h"

/*
 * Finds the unpacked runtime, or unpacks it: into $ONEMACHINE_RUNTIME_DIR when that is set, else into the user's cache
 * ($XDG_CACHE_HOME or ~/.cache), else into a folder of the user's own in $XDG_RUNTIME_DIR, $TMPDIR, /var/tmp or /tmp. Only folders that
 * belong to the user, that no other user can write to and where programs may be run are used.
 *
 * Writes the folder's path into `directory`. Programs of other versions do not remove the folder while this process runs. On failure
 * returns -1 and prints the reasons on stderr, one line for each folder tried.
 */
int runtime_provide(char directory[PATH_ROOM], const char *program);

#endif
