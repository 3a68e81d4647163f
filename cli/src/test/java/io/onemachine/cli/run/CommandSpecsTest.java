package io.onemachine.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.command.Commands;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.ScriptedDriver;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command line as data, the source of completion scripts, manual pages and help pages. */
class CommandSpecsTest {
    private static final CommandLineSpec SPEC =
            CommandSpecs.of(new Commands(), DriverRegistry.of(List.of(new ScriptedDriver())));

    private static Outcome run(String commandLine) {
        return run(commandLine.split(" "));
    }

    private static Outcome run(String... arguments) {
        return Program.in(Map.of("MACHINE_DRIVER", "scripted"))
                .drivers(new ScriptedDriver())
                .run(arguments);
    }

    @Test
    void everyCommandWithArgumentsDeclaresItsOperands() {
        for (CommandSpec command : SPEC.commands()) {
            boolean speaks = command.description().contains("Arguments:");
            assertThat(command.operands() != Operands.NONE).as(command.name()).isEqualTo(speaks);
        }
    }

    /** diff, fleet export and ssh-config read their machines in bulk; the commands of swarm mode act on one machine after the other. */
    @Test
    void exactlyTheCommandsThatActOnSeveralMachinesCanBeBounded() {
        for (CommandSpec command : SPEC.commands()) {
            boolean several = !command.name().startsWith("swarm ")
                    && switch (command.operands()) {
                        case MACHINES -> !List.of("diff", "ssh-config").contains(command.name());
                        case NAMED_MACHINES -> !command.name().equals("fleet export");
                        case MACHINES_AND_LABELS, NEW_MACHINES -> true;
                        case NONE ->
                            command.name().equals("gc") || command.name().equals("destroy");
                        case MACHINE,
                                MACHINE_AND_NEW_NAME,
                                MACHINE_AND_NEW_SNAPSHOT,
                                MACHINE_AND_SNAPSHOT,
                                NAMED_MACHINE,
                                SWARM_SECRET,
                                NEW_MACHINE,
                                MACHINE_AND_COMMAND,
                                COPY,
                                MOUNT,
                                COMMAND,
                                SUBCOMMAND,
                                SHELL -> false;
                    };
            assertThat(command.flags().stream().anyMatch(flag -> flag.name().equals("parallel")))
                    .as(command.name())
                    .isEqualTo(several);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ip, Usage: docker-machine ip [arg...]",
        "stop, Usage: docker-machine stop [arg...]",
        "upgrade, Usage: docker-machine upgrade [arg...]",
        "rm, Usage: docker-machine rm [OPTIONS] [arg...]",
    })
    void theUsageLineIsThatOfDockerMachine(String command, String usage) {
        assertThat(run("help", command).stdout()).startsWith(usage + "\n").contains("--parallel NUMBER");
    }

    @Test
    void theBuiltInDriversAreIncluded() {
        assertThat(SPEC.drivers()).singleElement().satisfies(driver -> {
            assertThat(driver.name()).isEqualTo("scripted");
            assertThat(driver.flags())
                    .extracting(Flag::name)
                    .containsExactly("scripted-size", "scripted-port", "scripted-fast", "scripted-tag");
        });
    }

    @Test
    void everyOptionIsUniqueAndDescribed() {
        List<List<Flag>> groups = new ArrayList<>(List.of(SPEC.globals()));
        SPEC.commands().forEach(command -> groups.add(command.flags()));
        for (List<Flag> flags : groups) {
            assertThat(flags.stream().flatMap(flag -> flag.names().stream())).doesNotHaveDuplicates();
            assertThat(flags)
                    .allSatisfy(
                            flag -> assertThat(flag.description()).isNotBlank().doesNotContain("\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyHelpPageShowsOptionsDefaultsAndVariables(CommandName name) {
        String page = run("help " + name.typed()).stdout();
        boolean passesOn = new Commands().open(name).forwardsOptions();
        assertThat(run(name.typed() + " --help").stdout()).isEqualTo(page);
        assertThat(run(name.typed() + " -h").stdout()).isEqualTo(page);
        if (!passesOn) {
            assertThat(run(name.typed() + " web1 --help").stdout()).isEqualTo(page);
        }
        assertThat(page).startsWith("Usage: docker-machine " + name.typed()).contains("--help, -h");
        for (Flag flag : new Commands().open(name).flags()) {
            for (String spelling : flag.names()) {
                assertThat(page).contains((spelling.length() == 1 ? "-" : "--") + spelling);
            }
            assertThat(page).contains(flag.description());
            flag.defaults().forEach(value -> assertThat(page).contains("(default: " + value));
            flag.environment().forEach(variable -> assertThat(page).contains("$" + variable));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGroupShowsItsCommands(CommandGroup group) {
        String page = run("help", group.typed()).stdout();
        assertThat(page)
                .startsWith("Usage: docker-machine " + group.typed() + " COMMAND")
                .contains(group.summary());
        for (CommandName command : group.commands()) {
            assertThat(page).contains(command.summary());
            assertThat(command.typed()).startsWith(group.typed() + " ");
        }
        assertThat(run(group.typed()).stdout()).isEqualTo(page);
        assertThat(run(group.typed(), "--help").stdout()).isEqualTo(page);
        Outcome unknown = run(group.typed(), "nosuch", "web1");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.stderr())
                .isEqualTo("docker-machine: '" + group.typed() + " nosuch' is not a docker-machine command. See"
                        + " 'docker-machine " + group.typed() + " --help'.\n");
        assertThat(run("help").stdout()).contains("  " + group.typed() + " ").doesNotContain(group.typed() + " ls");
    }

    @Test
    void aMistypedSecondWordGetsASuggestion() {
        assertThat(run("snapshot", "list", "web1").stderr()).contains("Did you mean snapshot ls?");
        assertThat(run("snapshot", "crate", "web1").stderr()).contains("Did you mean snapshot create?");
        assertThat(run("help", "snapshot", "nosuch").stderr()).contains("No help topic for 'snapshot nosuch'");
    }

    @Test
    void thePageOfCreateShowsTheOptionsOfTheDriverThatIsNamed() {
        String page = run("create", "--driver", "scripted", "--help").stdout();
        assertThat(page).contains("--scripted-size VALUE", "(default: small) [$SCRIPTED_SIZE]");
        assertThat(run("create", "web1", "-d=scripted", "-h").stdout()).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({
        "list, Did you mean ls?",
        "LS, Did you mean ls?",
        "crate, Did you mean create?",
        "isnpect, Did you mean inspect?",
        "sart, Did you mean start?",
        "use, 'docker-machine shell-init --help'",
    })
    void aMistypedCommandGetsASuggestion(String typed, String hint) {
        Outcome outcome = run(typed, "web1");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr())
                .startsWith("docker-machine: '" + typed
                        + "' is not a docker-machine command. See 'docker-machine --help'.\n")
                .contains(hint);
    }

    @Test
    void anUnrelatedWordGetsNoSuggestion() {
        assertThat(run("nosuch").stderr())
                .isEqualTo("docker-machine: 'nosuch' is not a docker-machine command. See 'docker-machine --help'.\n");
    }

    @Test
    void aScriptNeedsTheNameOfAShell() {
        assertThat(run("completion").exit()).isEqualTo(1);
        assertThat(run("completion").stdout()).startsWith("Usage: docker-machine completion");
        assertThat(run("completion", "ksh").stderr()).contains("ksh").contains("bash, zsh and fish");
        assertThat(run("shell-init", "bash", "zsh").exit()).isEqualTo(1);
    }

    @Test
    void optionsOfADriverAreListedForScripts() {
        assertThat(run("completion", "--driver", "scripted").stdout()).isEqualTo("""
                        --scripted-size=anything\tHow large
                        --scripted-port=anything\tWhere
                        --scripted-fast\tWhether fast
                        --scripted-tag=anything\tMore
                        """);
        Outcome unknown = run("completion", "--driver", "nosuch");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.stderr()).contains("Driver \"nosuch\" not found.");
    }
}
