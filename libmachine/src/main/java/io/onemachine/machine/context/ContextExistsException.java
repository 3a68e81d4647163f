package io.onemachine.machine.context;

import io.onemachine.machine.reference.Reference;
import java.io.Serial;

/** A docker context of that name exists and is not the machine's. */
public final class ContextExistsException extends ContextException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param owner what the context belongs to, as the end of a sentence */
    public ContextExistsException(String context, String owner) {
        super(
                "The docker context \"" + context + "\" already exists and " + owner,
                "Choose another name (" + Reference.command("context add").with(Reference.option("name", "NAME"))
                        + "), or overwrite it ("
                        + Reference.command("context add").with(Reference.option("replace")) + ").",
                null);
    }
}
