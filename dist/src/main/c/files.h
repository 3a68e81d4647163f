/* Files and folders of the unpacked runtime. */
#ifndef ONEMACHINE_FILES_H
#define ONEMACHINE_FILES_H

#include <stddef.h>
#include <sys/types.h>

/* Room for a path and what is put behind it; longer ones are refused. */
#define PATH_ROOM 4096

/* DIRECTORY/NAME into a buffer of PATH_ROOM; -1 and ENAMETOOLONG when it does not fit. */
int path_join(char *path, const char *directory, const char *name);

/* Makes a folder with those above it, each 0700, as mkdir -p does. */
int make_directories(const char *path);

/* Removes a file or a folder with all that is in it; what is not there is no error. */
int remove_tree(const char *path);

/* Writes all of it; -1 and errno when that was not possible. */
int write_fully(int file, const void *bytes, size_t count);

#endif
