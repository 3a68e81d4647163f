#define _GNU_SOURCE
#include "bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zstd.h>

#include "files.h"

/* Defined in bundle.S. */
extern const uint8_t bundle_start[], bundle_end[];
extern const char manifest_start[], manifest_end[];

#define BLOCK 512

/* The header of an archive's entry in the format of POSIX.1-1988 (ustar). */
struct header {
    char name[100];
    char mode[8];
    char uid[8];
    char gid[8];
    char size[12];
    char mtime[12];
    char checksum[8];
    char type;
    char link[100];
    char magic[6];
    char version[2];
    char owner[32];
    char group[32];
    char device_major[8];
    char device_minor[8];
    char prefix[155];
    char filler[12];
};

_Static_assert(sizeof(struct header) == BLOCK, "a header fills one block");

/* The state of decompressing the archive. */
struct source {
    ZSTD_DCtx *zstd;
    ZSTD_inBuffer compressed;
    uint8_t *plain;
    size_t room;
    size_t held;
    size_t given;
};

static int malformed(void) {
    errno = EILSEQ;
    return -1;
}

bool bundle_is_whole(void) {
    SHA2_CTX hash;
    char digest[SHA256_DIGEST_STRING_LENGTH];
    SHA256Init(&hash);
    SHA256Update(&hash, bundle_start, (size_t)(bundle_end - bundle_start));
    return strcmp(SHA256End(&hash, digest), BUNDLE_SHA256) == 0;
}

/* Points *bytes to up to `wanted` bytes; returns their number, 0 at the end, -1 when the archive is damaged. */
static ssize_t source_take(struct source *source, size_t wanted, const uint8_t **bytes) {
    while (source->given == source->held) {
        ZSTD_outBuffer out = {source->plain, source->room, 0};
        size_t left = ZSTD_decompressStream(source->zstd, &out, &source->compressed);
        if (ZSTD_isError(left)) {
            return malformed();
        }
        source->held = out.pos;
        source->given = 0;
        if (out.pos == 0 && source->compressed.pos == source->compressed.size) {
            return 0;
        }
    }
    size_t available = source->held - source->given;
    size_t taken = available < wanted ? available : wanted;
    *bytes = source->plain + source->given;
    source->given += taken;
    return (ssize_t)taken;
}

/* Reads exactly `count` bytes; returns -1 when the archive is damaged or ends before. */
static int source_read(struct source *source, void *target, size_t count) {
    uint8_t *next = target;
    while (count > 0) {
        const uint8_t *bytes;
        ssize_t taken = source_take(source, count, &bytes);
        if (taken <= 0) {
            return malformed();
        }
        memcpy(next, bytes, (size_t)taken);
        next += taken;
        count -= (size_t)taken;
    }
    return 0;
}

static int source_skip(struct source *source, size_t count) {
    while (count > 0) {
        const uint8_t *bytes;
        ssize_t taken = source_take(source, count, &bytes);
        if (taken <= 0) {
            return malformed();
        }
        count -= (size_t)taken;
    }
    return 0;
}

/* Parses an octal number of a header. */
static unsigned long octal(const char *digits, size_t room) {
    unsigned long number = 0;
    for (size_t i = 0; i < room && digits[i] >= '0' && digits[i] <= '7'; i++) {
        number = number * 8 + (unsigned long)(digits[i] - '0');
    }
    return number;
}

/* Joins the entry's path with the folder that it is unpacked to. */
static int entry_path(char *path, const char *directory, const struct header *header) {
    char name[sizeof header->prefix + 1 + sizeof header->name + 1];
    int prefix = (int)strnlen(header->prefix, sizeof header->prefix);
    int rest = (int)strnlen(header->name, sizeof header->name);
    snprintf(name, sizeof name, "%.*s%s%.*s", prefix, header->prefix, prefix > 0 ? "/" : "", rest, header->name);
    return path_join(path, directory, name);
}

static int unpack_file(struct source *source, const char *path, const struct header *header) {
    size_t size = octal(header->size, sizeof header->size);
    mode_t mode = (mode_t)octal(header->mode, sizeof header->mode) & 0755;
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
        return -1;
    }
    size_t left = size;
    while (left > 0) {
        const uint8_t *bytes;
        ssize_t taken = source_take(source, left, &bytes);
        if (taken <= 0) {
            close(file);
            return malformed();
        }
        if (write_fully(file, bytes, (size_t)taken) != 0) {
            int reason = errno;
            close(file);
            errno = reason;
            return -1;
        }
        left -= (size_t)taken;
    }
    /* The class archive is valid only for a lib/modules with exactly the recorded time. */
    time_t seconds = (time_t)octal(header->mtime, sizeof header->mtime);
    int timed = futimens(file, (struct timespec[]){{seconds, 0}, {seconds, 0}});
    if (close(file) != 0 || timed != 0) {
        return -1;
    }
    return source_skip(source, (BLOCK - size % BLOCK) % BLOCK);
}

static int unpack_link(const char *path, const struct header *header) {
    char target[sizeof header->link + 1];
    snprintf(target, sizeof target, "%.*s", (int)sizeof header->link, header->link);
    return symlink(target, path);
}

static int unpack_entries(struct source *source, const char *directory) {
    static const struct header end;
    struct header header;
    char path[PATH_ROOM];
    for (;;) {
        if (source_read(source, &header, sizeof header) != 0) {
            return -1;
        }
        if (memcmp(&header, &end, sizeof header) == 0) {
            return 0;
        }
        if (memcmp(header.magic, "ustar", 5) != 0) {
            return malformed();
        }
        if (entry_path(path, directory, &header) != 0) {
            return -1;
        }
        int done;
        switch (header.type) {
        case '0':
            done = unpack_file(source, path, &header);
            break;
        case '2':
            done = unpack_link(path, &header);
            break;
        case '5':
            done = create_directories(path);
            break;
        default:
            done = malformed();
            break;
        }
        if (done != 0) {
            return -1;
        }
    }
}

int bundle_unpack(const char *directory) {
    struct source source = {
        .zstd = ZSTD_createDCtx(),
        .compressed = {bundle_start, (size_t)(bundle_end - bundle_start), 0},
        .room = ZSTD_DStreamOutSize(),
    };
    source.plain = malloc(source.room);
    int done = -1;
    if (source.zstd == NULL || source.plain == NULL) {
        errno = ENOMEM;
    } else {
        done = unpack_entries(&source, directory);
    }
    int reason = errno;
    free(source.plain);
    ZSTD_freeDCtx(source.zstd);
    errno = reason;
    return done;
}

/* A line of the manifest is SIZE, a blank, MTIME in seconds, a blank, and the file's path. */
bool bundle_is_unpacked(const char *directory) {
    for (const char *line = manifest_start; line < manifest_end;) {
        const char *end = memchr(line, '\n', (size_t)(manifest_end - line));
        if (end == NULL) {
            return false;
        }
        char *rest;
        long long size = strtoll(line, &rest, 10);
        long long mtime = strtoll(rest + 1, &rest, 10);
        char name[PATH_ROOM];
        char path[PATH_ROOM];
        snprintf(name, sizeof name, "%.*s", (int)(end - rest - 1), rest + 1);
        struct stat status;
        if (path_join(path, directory, name) != 0 || lstat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
            status.st_size != size || status.st_mtim.tv_sec != mtime) {
            return false;
        }
        line = end + 1;
    }
    return true;
}
