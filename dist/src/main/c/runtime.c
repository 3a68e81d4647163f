#define _GNU_SOURCE
#include "runtime.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "bundle.h"

/* A runtime that has not been used for this time is removed when another one is unpacked next to it. */
#define UNUSED_SECONDS (30L * 24 * 3600)

/* The minimum interval between updates of the time of last use. */
#define USE_NOTED_SECONDS (24L * 3600)

/* The reasons why folders were not used, one line each. */
struct refusals {
    char text[4096];
    size_t length;
};

static void refuse(struct refusals *refusals, const char *place, const char *reason) {
    size_t room = sizeof refusals->text - refusals->length;
    int written = snprintf(refusals->text + refusals->length, room, "  %s: %s\n", place, reason);
    if (written > 0) {
        refusals->length += (size_t)written < room ? (size_t)written : room - 1;
    }
}

/* Returns whether only this user can write to the folder. */
static bool is_ours(const char *directory) {
    struct stat status;
    return lstat(directory, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Returns whether programs can be run in the folder and the runtime fits. */
static bool is_usable(const char *directory, bool needs_room, struct refusals *refusals) {
    struct statvfs system;
    if (statvfs(directory, &system) != 0) {
        refuse(refusals, directory, strerror(errno));
        return false;
    }
    if ((system.f_flag & ST_NOEXEC) != 0) {
        refuse(refusals, directory, "programs cannot be run there (mounted noexec)");
        return false;
    }
    unsigned long long room = (unsigned long long)system.f_bavail * system.f_frsize;
    if (needs_room && room < BUNDLE_UNPACKED) {
        char reason[96];
        snprintf(reason, sizeof reason, "%llu MB are free, %llu MB are needed", room >> 20,
                 ((unsigned long long)BUNDLE_UNPACKED >> 20) + 1);
        refuse(refusals, directory, reason);
        return false;
    }
    return true;
}

/* Waits for the lock. Without locks in the file system, programs may only unpack twice: the rename is atomic. */
static int lock_exclusively(const char *path) {
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0) {
        while (flock(file, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    return file;
}

/* Locks the folder until the Java program has ended, and updates the time of last use; returns false when the folder does not exist. */
static bool hold(const char *directory) {
    /* Without O_CLOEXEC: the Java program keeps the lock after execv. */
    int folder = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (folder < 0) {
        return false;
    }
    struct stat held, present;
    bool being_removed = flock(folder, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (being_removed || fstat(folder, &held) != 0 || lstat(directory, &present) != 0 || held.st_ino != present.st_ino ||
        held.st_dev != present.st_dev) {
        close(folder);
        return false;
    }
    if (time(NULL) - held.st_mtim.tv_sec > USE_NOTED_SECONDS) {
        futimens(folder, NULL);
    }
    return true;
}

/* Removes remains of interrupted unpacking, and unused runtimes. The caller holds the lock. */
static void tidy(const char *base, const char *present) {
    DIR *folder = opendir(base);
    if (folder == NULL) {
        return;
    }
    char path[PATH_ROOM];
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *name = entry->d_name;
        if (name[0] == '.' || strcmp(name, present) == 0 || strcmp(name, "lock") == 0 || path_join(path, base, name) != 0) {
            continue;
        }
        if (strstr(name, ".part") != NULL) {
            remove_tree(path);
            continue;
        }
        int file = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        struct stat status;
        if (file < 0) {
            continue;
        }
        if (fstat(file, &status) == 0 && time(NULL) - status.st_mtim.tv_sec > UNUSED_SECONDS &&
            flock(file, LOCK_EX | LOCK_NB) == 0) {
            remove_tree(path);
        }
        close(file);
    }
    closedir(folder);
}

/* Unpacks next to the target folder and renames the result, so that no process sees an incomplete runtime. */
static int unpack(const char *base, const char *directory) {
    char part[PATH_ROOM], damaged[PATH_ROOM], name[96];
    snprintf(name, sizeof name, "%.16s.part.%ld", BUNDLE_SHA256, (long)getpid());
    if (path_join(part, base, name) != 0) {
        return -1;
    }
    snprintf(name, sizeof name, "%.16s.part.%ld.damaged", BUNDLE_SHA256, (long)getpid());
    if (path_join(damaged, base, name) != 0 || mkdir(part, 0700) != 0) {
        return -1;
    }
    int done = bundle_unpack(part);
    if (done == 0 && rename(part, directory) != 0) {
        /* The target exists: a damaged runtime, or one that another process unpacked where locks do not work. */
        done = bundle_is_unpacked(directory) ? 0 : -1;
        if (done != 0 && rename(directory, damaged) == 0) {
            done = rename(part, directory);
        }
    }
    int reason = errno;
    remove_tree(part);
    remove_tree(damaged);
    errno = reason;
    return done;
}

/* Finds the runtime in a folder, or unpacks it there. */
static int provide_in(const char *base, char directory[PATH_ROOM], struct refusals *refusals) {
    char name[17], lock[PATH_ROOM];
    snprintf(name, sizeof name, "%.16s", BUNDLE_SHA256);
    if (path_join(directory, base, name) != 0 || path_join(lock, base, "lock") != 0) {
        refuse(refusals, base, strerror(errno));
        return -1;
    }
    if (is_ours(base)) {
        if (!is_usable(base, false, refusals)) {
            return -1;
        }
        if (is_ours(directory) && bundle_is_unpacked(directory) && hold(directory)) {
            return 0;
        }
    }
    if (create_directories(base) != 0) {
        refuse(refusals, base, strerror(errno));
        return -1;
    }
    if (!is_ours(base)) {
        refuse(refusals, base, "not a folder of yours alone");
        return -1;
    }
    int locked = lock_exclusively(lock);
    if (locked < 0) {
        refuse(refusals, base, strerror(errno));
        return -1;
    }
    int done = -1;
    if (bundle_is_unpacked(directory)) {
        done = 0;
    } else if (is_usable(base, true, refusals)) {
        tidy(base, name);
        errno = EILSEQ;
        done = bundle_is_whole() ? unpack(base, directory) : -1;
        if (done != 0) {
            refuse(refusals, base, errno == EILSEQ ? "this program's own file is damaged" : strerror(errno));
        }
    }
    if (done == 0 && !hold(directory)) {
        refuse(refusals, directory, "another process removed it immediately");
        done = -1;
    }
    close(locked);
    return done;
}

/* Provides the runtime in the user's folder within a shared folder. */
static int provide_in_shared(const char *shared, char directory[PATH_ROOM], struct refusals *refusals) {
    char base[PATH_ROOM], name[64];
    snprintf(name, sizeof name, "onemachine-%lu", (unsigned long)geteuid());
    if (path_join(base, shared, name) != 0) {
        refuse(refusals, shared, strerror(errno));
        return -1;
    }
    return provide_in(base, directory, refusals);
}

/* Provides the runtime below a folder of the user. Does not use another user's folder, such as $HOME with sudo: that user could not use
 * the runtime any more. */
static int provide_below(const char *owned, const char *below, char directory[PATH_ROOM], struct refusals *refusals) {
    char base[PATH_ROOM];
    struct stat status;
    if (stat(owned, &status) == 0 && status.st_uid != geteuid()) {
        refuse(refusals, owned, "belongs to another user");
        return -1;
    }
    if (path_join(base, owned, below) != 0) {
        refuse(refusals, owned, strerror(errno));
        return -1;
    }
    return provide_in(base, directory, refusals);
}

static int provide_anywhere(char directory[PATH_ROOM], struct refusals *refusals) {
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    const char *temporary = getenv("TMPDIR");
    if (cache != NULL && cache[0] == '/' && provide_below(cache, "onemachine/runtime", directory, refusals) == 0) {
        return 0;
    }
    if (home != NULL && home[0] == '/' && provide_below(home, ".cache/onemachine/runtime", directory, refusals) == 0) {
        return 0;
    }
    if (temporary != NULL && temporary[0] == '/' && provide_in_shared(temporary, directory, refusals) == 0) {
        return 0;
    }
    return provide_in_shared("/var/tmp", directory, refusals) == 0 ? 0 : provide_in_shared("/tmp", directory, refusals);
}

int runtime_provide(char directory[PATH_ROOM], const char *program) {
    struct refusals refusals = {.length = 0};
    const char *wanted = getenv("ONEMACHINE_RUNTIME_DIR");
    int done = wanted != NULL && wanted[0] != '\0' ? provide_in(wanted, directory, &refusals)
                                                   : provide_anywhere(directory, &refusals);
    if (done != 0) {
        fprintf(stderr, "%s: the Java runtime that this program carries could not be unpacked:\n%.*s", program,
                (int)refusals.length, refusals.text);
        fprintf(stderr, "Set ONEMACHINE_RUNTIME_DIR to a folder of yours where programs may be run, with %llu MB free.\n",
                ((unsigned long long)BUNDLE_UNPACKED >> 20) + 1);
    }
    return done;
}
