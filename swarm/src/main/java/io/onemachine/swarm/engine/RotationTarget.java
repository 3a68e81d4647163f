package io.onemachine.swarm.engine;

/** A secret of a swarm that it replaces at once when asked. */
public enum RotationTarget {
    WORKER_TOKEN("rotateWorkerToken"),
    MANAGER_TOKEN("rotateManagerToken"),
    UNLOCK_KEY("rotateManagerUnlockKey");

    private final String parameter;

    RotationTarget(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
