package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.TemplateException;

/** Limits on a template's execution, so that one that would not end, or fill the memory, fails instead. */
final class ExecutionLimits {
    /** The maximum nesting of bodies, templates and parentheses; the stack holds several times as many. */
    private static final int MAX_DEPTH = 300;

    /** The maximum number of parts executed, which takes a second or two. */
    private static final long MAX_STEPS = 10_000_000;

    /** The maximum number of characters printed and returned by functions, which includes those in variables. */
    private static final long MAX_TEXT = 4L * 1024 * 1024;

    private final ErrorContext context;
    private int depth;
    private long steps;
    private long text;

    ExecutionLimits(ErrorContext context) {
        this.context = context;
    }

    void enter() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw context.error("exceeded maximum template depth (" + MAX_DEPTH + ")");
        }
    }

    void leave() {
        depth--;
    }

    void takeStep() throws TemplateException {
        if (++steps > MAX_STEPS) {
            throw context.error("takes more than " + MAX_STEPS + " steps");
        }
    }

    void takeText(int length) throws TemplateException {
        text += length;
        requireRoom(text);
    }

    /** @param length the length of the output, to which several templates may add */
    void requireRoom(long length) throws TemplateException {
        if (length > MAX_TEXT) {
            throw context.error("output is longer than " + MAX_TEXT / 1024 / 1024 + " MiB");
        }
    }
}
