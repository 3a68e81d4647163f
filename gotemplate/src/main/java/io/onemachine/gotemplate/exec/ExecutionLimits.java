package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.TemplateException;

/** What a template may use up, so that one that would never end, or fill the memory, ends in an error. */
final class ExecutionLimits {
    /** Bodies, templates and parentheses within each other; the stack has room for several times as many. */
    private static final int DEEPEST = 300;

    /** Parts worked on; a second or two. */
    private static final long MOST_STEPS = 10_000_000;

    /** Characters printed and made by functions, together: what it holds in variables is among them. */
    private static final long MOST_TEXT = 4L * 1024 * 1024;

    private final ErrorContext context;
    private int depth;
    private long steps;
    private long text;

    ExecutionLimits(ErrorContext context) {
        this.context = context;
    }

    void enter() throws TemplateException {
        if (++depth > DEEPEST) {
            throw context.error("exceeded maximum template depth (" + DEEPEST + ")");
        }
    }

    void leave() {
        depth--;
    }

    void takeStep() throws TemplateException {
        if (++steps > MOST_STEPS) {
            throw context.error("takes more than " + MOST_STEPS + " steps");
        }
    }

    void takeText(int length) throws TemplateException {
        text += length;
        requireRoom(text);
    }

    /** @param length how long a text has become that several templates add to */
    void requireRoom(long length) throws TemplateException {
        if (length > MOST_TEXT) {
            throw context.error("output is longer than " + MOST_TEXT / 1024 / 1024 + " MiB");
        }
    }
}
