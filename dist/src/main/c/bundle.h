/*
 * The runtime that is part of this program: a Java runtime image with the application in it, as a tar archive compressed with
 * zstd, linked in by bundle.S. The build passes its SHA-256 as BUNDLE_SHA256 and its unpacked size as BUNDLE_UNPACKED.
 */
#ifndef ONEMACHINE_BUNDLE_H
#define ONEMACHINE_BUNDLE_H

#include <stdbool.h>

/* Whether what is linked in is what the build linked in: its hash, computed anew. */
bool bundle_is_whole(void);

/* Unpacks it into an empty folder; -1 and errno when that was not possible, EILSEQ for an archive that makes no sense. */
int bundle_unpack(const char *directory);

/* Whether a folder has every file of the bundle, each with its size and time. Contents are not read: that would cost more than
 * the start of the program. What damages such trees is cleaners, full disks and edits, and those show. */
bool bundle_is_unpacked(const char *directory);

#endif
