package io.onemachine.gotemplate.text;

import io.onemachine.gotemplate.error.FunctionException;

/** A string builder with a maximum length, which protects the memory. */
public final class BoundedStringBuilder {
    private static final int MAX_LENGTH = 2 * 1024 * 1024;

    private final StringBuilder text = new StringBuilder();

    public BoundedStringBuilder append(CharSequence more) throws FunctionException {
        if (text.length() + (long) more.length() > MAX_LENGTH) {
            throw new FunctionException("the text is longer than " + MAX_LENGTH / 1024 / 1024 + " MiB");
        }
        text.append(more);
        return this;
    }

    public BoundedStringBuilder append(char c) throws FunctionException {
        return append(String.valueOf(c));
    }

    public BoundedStringBuilder appendCodePoint(int c) throws FunctionException {
        return append(Character.toString(c));
    }

    public BoundedStringBuilder repeat(char c, int count) throws FunctionException {
        for (int left = count; left > 0; left -= 1024) {
            append(String.valueOf(c).repeat(Math.min(left, 1024)));
        }
        return this;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
