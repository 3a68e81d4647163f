/*
 * A program of Onemachine as one file: finds or unpacks its embedded Java runtime and executes it. The build defines the program:
 * PROGRAM_NAME; PROGRAM_MAIN as MODULE/CLASS; PROGRAM_OPTIONS for the JVM, quoted and separated by commas; PROGRAM_CACHE, its start-up
 * cache; and QUICK_COMMANDS, ENGINE_COMMANDS and STORE_COMMANDS, the commands with the caches "quick", "engine" and "store": words with a
 * blank around each, or nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime.h"

/* Users set these for other Java programs. The JVM announces them on stderr, and unknown options in them would end it. */
static const char *const JVM_VARIABLES[] = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

/*
 * Java decodes arguments and file names in the locale's character set: in C, the default where nothing is set, it would lose all
 * characters but ASCII.
 */
static void use_utf8(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *locale = getenv(variables[i]);
        if (locale != NULL && locale[0] != '\0') {
            if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0) {
                setenv(i == 0 ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
            }
            return;
        }
    }
    setenv("LC_CTYPE", "C.UTF-8", 1);
}

static const char *const OPTIONS[] = {PROGRAM_OPTIONS};

#define OPTION_COUNT (sizeof OPTIONS / sizeof *OPTIONS)

/* The number of words before the user's arguments: java, its cache, its options, the program's name, -m, the main class. */
#define OWN_ARGUMENTS (OPTION_COUNT + 5)

/* Returns "OPTION=VALUE"; NULL when memory is exhausted. */
static char *assignment(const char *option, const char *value) {
    size_t room = strlen(option) + 1 + strlen(value) + 1;
    char *text = malloc(room);
    if (text != NULL) {
        snprintf(text, room, "%s=%s", option, value);
    }
    return text;
}

/* Returns whether the store has a CA. The first machine of a store creates it, which takes classes that no other command needs. */
static int has_ca(void) {
    char file[PATH_ROOM];
    const char *store = getenv("MACHINE_STORAGE_PATH"), *home = getenv("HOME");
    int given = store != NULL && store[0] != '\0';
    int length = given ? snprintf(file, sizeof file, "%s/certs/ca.pem", store)
                       : snprintf(file, sizeof file, "%s/.docker/machine/certs/ca.pem", home != NULL ? home : "");
    return length < (int)sizeof file && access(file, F_OK) == 0;
}

/*
 * Returns whether a machine of driver none is created in a store that has a CA. A value of another option that looks like the driver
 * option only leads to a less suitable cache.
 */
static int creates_none(int count, char **arguments) {
    for (int i = 2; i < count; i++) {
        const char *word = arguments[i];
        if (strcmp(word, "-d=none") == 0 || strcmp(word, "--driver=none") == 0) {
            return has_ca();
        }
        if ((strcmp(word, "-d") == 0 || strcmp(word, "--driver") == 0) && i + 1 < count && strcmp(arguments[i + 1], "none") == 0) {
            return has_ca();
        }
    }
    return 0;
}

/* Returns the start-up cache for a command line, as bin/lib/cache.sh selects it; without a command the program prints its help. */
static const char *cache_of(int count, char **arguments) {
    char word[64];
    const char *command = count > 1 ? arguments[1] : "help";
    if (strcmp(command, "ls") == 0 && count > 2 && strcmp(arguments[2], "-q") == 0) {
        command = "ls-q";
    } else if (strcmp(command, "create") == 0 && creates_none(count, arguments)) {
        command = "create-none";
    }
    if (snprintf(word, sizeof word, " %s ", command) >= (int)sizeof word) {
        return "lib/" PROGRAM_CACHE ".aot";
    }
    if (strstr(QUICK_COMMANDS, word) != NULL) {
        return "lib/quick.aot";
    }
    if (strstr(ENGINE_COMMANDS, word) != NULL) {
        return "lib/engine.aot";
    }
    if (strstr(STORE_COMMANDS, word) != NULL) {
        return "lib/store.aot";
    }
    return "lib/" PROGRAM_CACHE ".aot";
}

int main(int count, char **arguments) {
    char directory[PATH_ROOM], java[PATH_ROOM], cache[PATH_ROOM];
    const char *called = count > 0 && arguments[0][0] != '\0' ? arguments[0] : PROGRAM_NAME;
    if (runtime_provide(directory, PROGRAM_NAME) != 0) {
        return 1;
    }
    for (size_t i = 0; i < sizeof JVM_VARIABLES / sizeof *JVM_VARIABLES; i++) {
        unsetenv(JVM_VARIABLES[i]);
    }
    use_utf8();
    char **words = calloc((size_t)count + OWN_ARGUMENTS + 1, sizeof *words);
    char *name = assignment("-Donemachine.program", called);
    char *cached = NULL;
    if (path_join(java, directory, "bin/java") == 0 && path_join(cache, directory, cache_of(count, arguments)) == 0) {
        cached = assignment("-XX:AOTCache", cache);
    }
    if (words == NULL || name == NULL || cached == NULL) {
        fprintf(stderr, "%s: %s\n", PROGRAM_NAME, strerror(errno));
        return 1;
    }
    size_t next = 0;
    words[next++] = java;
    words[next++] = cached;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        words[next++] = (char *)OPTIONS[i];
    }
    words[next++] = name;
    words[next++] = "-m";
    words[next++] = PROGRAM_MAIN;
    for (int i = 1; i < count; i++) {
        words[next++] = arguments[i];
    }
    execv(java, words);
    fprintf(stderr, "%s: %s: %s\n", PROGRAM_NAME, java, strerror(errno));
    return 1;
}
