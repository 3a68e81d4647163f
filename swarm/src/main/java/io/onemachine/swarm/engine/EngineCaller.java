package io.onemachine.swarm.engine;

import io.onemachine.machine.engine.EngineAnswer;
import io.onemachine.machine.engine.EngineRequest;

/** What sends requests to one engine: {@code client::call} of an {@link io.onemachine.machine.engine.EngineClient}. */
@FunctionalInterface
public interface EngineCaller {
    /**
     * Sends a request; one that changes something at most once.
     *
     * @throws io.onemachine.machine.engine.EngineRefusedException when the engine answers that it did not do it
     * @throws io.onemachine.machine.error.EngineException when there is no answer
     */
    EngineAnswer call(EngineRequest request);
}
