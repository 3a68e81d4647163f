package io.onemachine.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a template can call. */
@FunctionalInterface
interface TemplateFunction {
    @Nullable
    Object call(List<@Nullable Object> arguments) throws FunctionException;
}
