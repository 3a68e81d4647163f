/* Files and folders of the unpacked runtime. */
#ifndef ONEMACHINE_FILES_H
#define ONEMACHINE_FILES_H

#include <stddef.h>
#include <sys/types.h>

/* The buffer size for paths; longer ones are refused. */
#define PATH_ROOM 4096

/* Writes DIRECTORY/NAME into a buffer of PATH_ROOM bytes; returns -1 and sets ENAMETOOLONG when it does not fit. */
int path_join(char *path, const char *directory, const char *name);

/* Creates a folder and its missing parents, each with mode 0700, as mkdir -p does. */
int create_directories(const char *path);

/* Removes a file, or a folder with its contents; a missing one is not an error. */
int remove_tree(const char *path);

/* Writes all bytes; returns -1 and sets errno on failure. */
int write_fully(int file, const void *bytes, size_t count);

#endif
