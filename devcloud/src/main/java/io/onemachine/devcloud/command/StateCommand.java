package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code devcloud state}. */
@Command(
        name = "state",
        description = {
            "Let a machine show any state",
            "It shows a state of OpenNebula's, whatever it really does. The names of states (POWEROFF, CLONING_FAILURE; with"
                    + " STATE ACTIVE: RUNNING, BOOT_FAILURE, DISK_RESIZE) serve as well as numbers, which need not be known."
        },
        footer = {
            "",
            "The machine shows that state until another one is set, 'devcloud state VM own' is called, or an action is called"
                    + " that OpenNebula allows in that state: then it shows what it really does again, and the action takes"
                    + " place if that state allows it too. Other actions are refused as OpenNebula refuses them there, with"
                    + " code 2048."
        })
final class StateCommand extends CloudCommand {

    /** The word that ends an override. */
    private static final String OWN = "own";

    @Parameters(index = "0", paramLabel = "VM", description = "The machine, by number or name")
    private String vm = "";

    @Parameters(index = "1", paramLabel = "STATE", description = "Its STATE, or 'own': it shows what it does")
    private String shown = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LCM_STATE",
            description = "Its LCM_STATE. Without it an ACTIVE machine shows RUNNING")
    private @Nullable String shownLcm;

    StateCommand(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException {
        JsonObject request = new JsonObject();
        request.addProperty("vm", vm);
        if (!shown.equals(OWN)) {
            int state = state(shown);
            request.addProperty("state", state);
            request.addProperty("lcmState", shownLcm != null ? lcmState(shownLcm) : defaultLcmState(state));
        } else if (shownLcm != null) {
            throw new CommandException("Nothing follows 'own': the machine shows what it does.");
        }
        try {
            JsonObject answer = RunningCloud.require(stateDirectory())
                    .post("state", request)
                    .getAsJsonObject();
            console()
                    .out()
                    .println("VM " + answer.get("vm").getAsInt() + " shows "
                            + answer.get("state").getAsString());
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw new CommandException(reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".", e);
        }
    }

    private static int state(String word) throws CommandException {
        return number(word, Arrays.stream(VmState.values()).collect(Collectors.toMap(VmState::name, VmState::number)))
                .orElseThrow(() -> new CommandException("\"" + word + "\" is not a STATE: give a number, or a name like"
                        + " POWEROFF. 'devcloud help state' says more."));
    }

    private static int lcmState(String word) throws CommandException {
        return number(
                        word,
                        Arrays.stream(LcmState.values()).collect(Collectors.toMap(LcmState::name, LcmState::number)))
                .orElseThrow(
                        () -> new CommandException("\"" + word + "\" is not an LCM_STATE: give a number, or a name like"
                                + " BOOT_FAILURE. 'devcloud help state' says more."));
    }

    /** Returns the default LCM_STATE: RUNNING for ACTIVE. */
    private static int defaultLcmState(int state) {
        return state == VmState.ACTIVE.number() ? LcmState.RUNNING.number() : LcmState.LCM_INIT.number();
    }

    /** Returns the number of a state; numbers without a name are valid, because newer clouds have more states. */
    private static Optional<Integer> number(String word, Map<String, Integer> names) {
        if (word.matches("\\d{1,3}")) {
            return Optional.of(Integer.valueOf(word));
        }
        return Optional.ofNullable(names.get(word.toUpperCase(Locale.ROOT))).filter(number -> number >= 0);
    }
}
