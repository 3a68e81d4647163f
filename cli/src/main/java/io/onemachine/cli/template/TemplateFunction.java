package io.onemachine.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a template can call. */
@FunctionalInterface
interface TemplateFunction {
    @Nullable
    Object call(List<@Nullable Object> arguments) throws FunctionException;

    /**
     * Checks how many arguments a function was given.
     *
     * @param atLeast whether more are welcome
     */
    static void require(String name, List<?> arguments, int count, boolean atLeast) throws FunctionException {
        int given = arguments.size();
        if (given < count || (given > count && !atLeast)) {
            throw new FunctionException("wrong number of args for " + name + ": want " + (atLeast ? "at least " : "")
                    + count + " got " + given);
        }
    }
}
