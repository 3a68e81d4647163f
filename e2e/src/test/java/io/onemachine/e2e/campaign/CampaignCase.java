package io.onemachine.e2e.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A command with one injected fault in a call to the front end.
 *
 * @param command what is typed
 * @param target the call, as {@code devcloud fault} names it
 * @param nth which one of these calls
 * @param effect the fault
 */
record CampaignCase(Typed command, String target, int nth, String effect) {

    /** Faults without delay, one per error code of the API. */
    static final List<String> QUICK = List.of(
            "error 256 refused on purpose",
            "error 512 refused on purpose",
            "error 1024 refused on purpose",
            "error 2048 refused on purpose",
            "error 4096 refused on purpose",
            "error 8192 refused on purpose",
            "error 16384 refused on purpose",
            "drop-before",
            "drop-after",
            "truncate 40",
            "garbage",
            "page 500",
            "page 404");

    /** A command, with its preconditions. */
    enum Typed {
        CREATE_FROM_TEMPLATE("create --opennebula-template-id 1 --engine-install-url none m"),
        CREATE_FROM_TEMPLATE_BY_NAME("create --opennebula-template-name debian-plain --engine-install-url none m"),
        CREATE_FROM_IMAGE(
                "create --opennebula-image-name debian-plain --opennebula-network-name public --engine-install-url none m"),
        STOP("stop staying"),
        START("start staying"),
        REMOVE("rm -y m"),
        REMOVE_BY_TAG("rm -y m");

        private final String line;

        Typed(String line) {
            this.line = line;
        }

        boolean creates() {
            return line.startsWith("create ");
        }

        void prepare(CampaignCloud cloud) {
            switch (this) {
                case CREATE_FROM_TEMPLATE, CREATE_FROM_TEMPLATE_BY_NAME, CREATE_FROM_IMAGE -> {
                    // There is nothing yet.
                }
                case STOP -> bring(cloud, "start", "Running");
                case START -> bring(cloud, "stop", "Stopped");
                case REMOVE -> cloud.putMachine(true);
                case REMOVE_BY_TAG -> cloud.putMachine(false);
            }
        }

        Outcome run(CampaignCloud cloud) {
            return cloud.user().dockerMachine(line.split(" "));
        }

        /** The documented recovery from a failed command. */
        void recover(CampaignCloud cloud) {
            switch (this) {
                case CREATE_FROM_TEMPLATE, CREATE_FROM_TEMPLATE_BY_NAME, CREATE_FROM_IMAGE, REMOVE, REMOVE_BY_TAG -> {
                    if (cloud.hasStoreEntry()) {
                        cloud.user()
                                .dockerMachine("rm", "-y", CampaignCloud.MACHINE)
                                .succeeds();
                    }
                }
                case STOP -> bring(cloud, "stop", "Stopped");
                case START -> bring(cloud, "start", "Running");
            }
        }

        private static void bring(CampaignCloud cloud, String command, String state) {
            if (!cloud.status(CampaignCloud.STAYING).equals(state)) {
                cloud.user().dockerMachine(command, CampaignCloud.STAYING).succeeds();
            }
            assertThat(cloud.status(CampaignCloud.STAYING)).isEqualTo(state);
        }
    }

    /** The cases of a command, for the calls that it sends without faults: the first two of each method. */
    static List<CampaignCase> of(Typed command, CampaignCloud cloud, List<String> effects) {
        command.prepare(cloud);
        var before = cloud.calls();
        command.run(cloud).succeeds();
        var after = cloud.calls();
        command.recover(cloud);
        List<CampaignCase> cases = new ArrayList<>();
        after.forEach((method, count) -> {
            int calls = count - before.getOrDefault(method, 0);
            for (int nth = 1; nth <= Math.min(calls, 2); nth++) {
                for (String effect : effects) {
                    cases.add(new CampaignCase(command, method, nth, effect));
                }
            }
        });
        return cases;
    }

    /**
     * Runs it, recovers, and checks that nothing is left and no stranger was touched.
     *
     * @param again whether to create a machine of the same name afterwards
     */
    Outcome run(CampaignCloud cloud, boolean again) {
        command.prepare(cloud);
        cloud.fault(target, nth, effect);
        Outcome outcome = command.run(cloud);
        cloud.clearFaults();
        checkManners(outcome);
        command.recover(cloud);
        cloud.holdsOnlyStrangers();
        if (again) {
            command.run(cloud).succeeds();
            cloud.user().dockerMachine("rm", "-y", CampaignCloud.MACHINE).succeeds();
            cloud.holdsOnlyStrangers();
        }
        return outcome;
    }

    private static void checkManners(Outcome outcome) {
        if (outcome.exitCode() == 0) {
            return;
        }
        assertThat(outcome.exitCode()).as("exit code of %s", outcome).isIn(1, 3);
        assertThat(outcome.stderr()).as("stderr of %s", outcome).isNotBlank();
        assertThat(outcome.stdout() + outcome.stderr())
                .as("no stack trace")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    @Override
    public String toString() {
        return command + ": call " + nth + " of " + target + ": " + effect;
    }
}
