package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code devcloud state}. */
public final class StateCommand implements Command {

    static final Set<String> OPTIONS = Set.of("state");

    /** The word that ends an override. */
    private static final String OWN = "own";

    @Override
    public void run(Arguments arguments, Console console) throws CommandException, IOException {
        List<String> words = arguments.words();
        if (words.size() < 2 || words.size() > 3) {
            throw new CommandException("The machine or its state is missing: devcloud state VM STATE"
                    + " [LCM_STATE]. 'devcloud help state' explains them.");
        }
        JsonObject request = new JsonObject();
        request.addProperty("vm", words.getFirst());
        if (!words.get(1).equals(OWN)) {
            int state = state(words.get(1));
            request.addProperty("state", state);
            request.addProperty("lcmState", words.size() > 2 ? lcmState(words.get(2)) : defaultLcmState(state));
        } else if (words.size() > 2) {
            throw new CommandException("Nothing follows 'own': the machine shows what it does.");
        }
        try {
            JsonObject answer = RunningCloud.require(arguments.stateDirectory())
                    .post("state", request)
                    .getAsJsonObject();
            console.out()
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
