/*
 * The runtime embedded in this program: a Java runtime image with the application, as a tar archive compressed with zstd and linked in by
 * bundle.S. The build passes its SHA-256 as BUNDLE_SHA256 and its unpacked size as BUNDLE_UNPACKED.
 */
#ifndef ONEMACHINE_BUNDLE_H
#define ONEMACHINE_BUNDLE_H

#include <stdbool.h>

/* Returns whether the embedded archive has the hash that the build recorded. */
bool bundle_is_whole(void);

/* Unpacks the archive into an empty folder; returns -1 and sets errno on failure, EILSEQ for a damaged archive. */
int bundle_unpack(const char *directory);

/* Returns whether a folder has every file of the bundle with its size and time. Does not read contents, which would take longer than the
 * program's start; sizes and times show damage by cleaners, full disks and edits. */
bool bundle_is_unpacked(const char *directory);

#endif
