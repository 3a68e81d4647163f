#define _GNU_SOURCE
#include "files.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The number of folders that nftw may hold open at once. */
#define OPEN_FOLDERS 16

int path_join(char *path, const char *directory, const char *name) {
    int length = snprintf(path, PATH_ROOM, "%s/%s", directory, name);
    if (length < 0 || length >= PATH_ROOM) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

int create_directories(const char *path) {
    char part[PATH_ROOM];
    size_t length = strlen(path);
    if (length >= sizeof part) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(part, path, length + 1);
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST) {
            return -1;
        }
        *slash = '/';
    }
    return mkdir(part, 0700) != 0 && errno != EEXIST ? -1 : 0;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    return remove(path) != 0 && errno != ENOENT ? -1 : 0;
}

int remove_tree(const char *path) {
    if (nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0) {
        return errno == ENOENT ? 0 : -1;
    }
    return 0;
}

int write_fully(int file, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t written = write(file, next, count);
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return -1;
        }
        next += written;
        count -= (size_t)written;
    }
    return 0;
}
