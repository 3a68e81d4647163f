package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that a template can call. */
@FunctionalInterface
public interface TemplateFunction {
    @Nullable
    Object call(List<@Nullable Object> arguments) throws FunctionException;
}
