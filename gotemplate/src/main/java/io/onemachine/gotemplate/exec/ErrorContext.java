package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.parse.Node;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.text.Quoting;
import java.util.List;

/** Keeps the part of a template that is being executed, for error messages. */
final class ErrorContext {
    private static final int MAX_EXCERPT = 100;

    private final String name;
    private final String text;
    private Node current = new Node.Sequence(0, List.of());

    ErrorContext(String name, String text) {
        this.name = name;
        this.text = text;
    }

    void at(Node node) {
        current = node;
    }

    /** Returns an error at the current part. */
    TemplateException error(String reason) {
        int position = Math.min(current.position(), text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        String excerpt = current.written();
        if (excerpt.length() > MAX_EXCERPT) {
            excerpt = excerpt.substring(0, MAX_EXCERPT) + "...";
        }
        return new TemplateException(
                "template: " + name + ":" + line + ":" + GoText.bytes(text.substring(lineStart, position)).length
                        + ": executing " + Quoting.quote(name) + " at <" + excerpt + ">: " + reason);
    }
}
