package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.TemplateException;

/** Checks the number of arguments of the functions. */
final class Arity {
    private Arity() {}

    static void check(String function, int given, ErrorContext context) throws TemplateException {
        int least = switch (function) {
            case "print", "println", "html", "js", "urlquery" -> 0;
            case "ne", "lt", "le", "gt", "ge" -> 2;
            default -> 1;
        };
        boolean exact = switch (function) {
            case "not", "len", "ne", "lt", "le", "gt", "ge", "json", "prettyjson" -> true;
            default -> false;
        };
        if (given < least || (exact && given > least)) {
            throw context.error("wrong number of args for " + function + ": want " + (exact ? "" : "at least ") + least
                    + " got " + given);
        }
    }
}
