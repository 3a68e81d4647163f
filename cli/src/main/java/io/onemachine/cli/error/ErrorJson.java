package io.onemachine.cli.error;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.CleanupResult;
import io.onemachine.machine.error.CreationInterruptedException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.json.GoJson;
import org.jspecify.annotations.Nullable;

/** Writes a failure as one line of JSON, for programs. */
public final class ErrorJson {
    private ErrorJson() {}

    /**
     * Returns a failure as one line of JSON.
     *
     * @param machine the machine it concerns, null for none or several
     */
    public static String line(CommandFailure failure, @Nullable String machine) {
        JsonObject json = new JsonObject();
        json.addProperty("code", failure.code().code());
        json.addProperty("message", failure.getMessage());
        failure.hint().ifPresent(hint -> json.addProperty("hint", hint.strip()));
        String about = failure.getCause() instanceof MachineNotFoundException missing ? missing.machine() : machine;
        if (about != null) {
            json.addProperty("machine", about);
        }
        if (failure.getCause() instanceof MachineCreationException creation) {
            json.addProperty("step", creation.step());
            json.addProperty("aftermath", word(creation.cleanupResult()));
        }
        if (failure.getCause() instanceof CreationInterruptedException creation) {
            json.addProperty("aftermath", word(creation.cleanupResult()));
        }
        if (failure.getCause() != null && failure.getCause().getCause() instanceof MachineException cause) {
            json.addProperty("cause", ErrorCode.of(cause.getClass()).code());
        }
        json.addProperty("exitCode", failure.exitCode().number());
        return GoJson.compact(json);
    }

    private static String word(CleanupResult cleanupResult) {
        return switch (cleanupResult) {
            case CleanupResult.Removed _ -> "removed";
            case CleanupResult.Kept _ -> "kept";
            case CleanupResult.Left _ -> "left";
        };
    }
}
