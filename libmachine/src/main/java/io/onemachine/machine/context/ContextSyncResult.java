package io.onemachine.machine.context;

import io.onemachine.machine.error.MachineException;
import java.util.List;
import java.util.Map;

/**
 * What became of the contexts of a store.
 *
 * @param written the names of the contexts that are up to date now
 * @param removed the names of those whose machine does not exist any more
 * @param failures the machines whose context could not be written, or left-over contexts that could not be removed, with the reasons
 */
public record ContextSyncResult(List<String> written, List<String> removed, Map<String, MachineException> failures) {
    public ContextSyncResult {
        written = List.copyOf(written);
        removed = List.copyOf(removed);
        failures = Map.copyOf(failures);
    }
}
