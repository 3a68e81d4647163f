package io.onemachine.devcloud.command;

import java.util.List;

/** {@code devcloud help}. */
public final class Help implements Command {

    private static final String GENERAL = """
            devcloud: an OpenNebula-compatible cloud on this computer, for development and tests

            Usage: devcloud COMMAND [OPTIONS]

            Commands:
              start    start the cloud, and its machines that ran when it was stopped
              stop     stop its machines and the cloud; nothing is left running
              status   show what runs
              env      print the settings docker-machine needs: eval "$(devcloud env)"
              fault    let calls and machines fail on purpose
              state    let a machine show any state
              calls    print how often each method has been called since the start
              help     explain a command: devcloud help COMMAND

            Every command takes --state FOLDER: where the cloud is kept. Clouds in different folders can run at the same
            time. Without it: $XDG_STATE_HOME/onemachine/devcloud, or ~/.local/state/onemachine/devcloud.
            """;

    private static final String START = """
            Usage: devcloud start [--hypervisor nspawn|stub] [--port N] [--foreground] [--subnet SUBNET] [--state FOLDER]
                                  [--imitate RELEASE] [--ssh-port N] [--engine-port N]

            Starts the cloud in the background and waits until it answers.

              --hypervisor NAME  what its machines are: nspawn, real Linux hosts, needs root and the Debian packages
                                 systemd-container, mmdebstrap and iproute2; or stub, simulated hosts that take no room.
                                 Default: what the cloud had before, nspawn for a new one
              --imitate RELEASE  the release of OpenNebula it answers as: 6.8 or 7.4. Default: what the cloud had before,
                                 7.4 for a new one
              --port N           the port of its API on 127.0.0.1, 0 for any that is free. Default: what it had before,
                                 2633 for a new one
              --foreground       stay in this terminal; Ctrl-C stops the cloud
              --subnet SUBNET    addresses for its networks public and private, a half for each: 198.18.10.0/23, or with
                                 stub 127.20.0.0/15. Default: one that is free. Counts only for a new cloud
              --ssh-port N       stub only: the port of the hosts' SSH server. Default: 22, which needs root
              --engine-port N    stub only: the port of the hosts' Docker Engine. Default: 2376

            A new cloud has the users oneadmin and alice (with a quota of 3 machines), the networks public (0), private (1)
            and, where the kernel has IPv6, public6 (2) with nothing but that, and images and templates debian-docker (0),
            debian-plain (1), boot2docker (2) and debian-docker-20.10 (3).
            """;

    private static final String FAULT = """
            Usage: devcloud fault add TARGET EFFECT [--times N] [--vm NAME-OR-ID]
                   devcloud fault list
                   devcloud fault clear [ID]

            TARGET is a call:
              one.vm.info             a method of the API
              one.vm.action/poweroff  one action of one.vm.action
              '*'                     every call
            with an EFFECT of
              error CODE MESSAGE      OpenNebula's error, without the call's effect. Codes: 256 authentication,
                                      512 authorization, 1024 no such object, 2048 action, 4096 API, 8192 internal,
                                      16384 allocation
              drop-before             the connection closes without an answer, and nothing has happened
              drop-after              the same, but the call has had its effect
              delay TIME              the answer comes later: 500ms, 2s, 1m
              truncate BYTES          the answer breaks off
              garbage                 the answer is bytes without meaning
              page STATUS             a proxy's page with this HTTP status

            or a machine's step:
              vm.prolog, vm.boot, vm.shutdown
            with an EFFECT of
              fail MESSAGE            PROLOG_FAILURE, BOOT_FAILURE; a shutdown that fails leaves the machine RUNNING
              delay TIME              the step takes longer
              stuck                   the step ends only when the fault is cleared
            or
              vm.running unknown      a machine that has come up shows as UNKNOWN

            --times N lets it happen N times, otherwise it happens until it is cleared. --vm is for one machine's steps.
            """;

    private static final String STATE = """
            Usage: devcloud state VM STATE [LCM_STATE] [--state FOLDER]
                   devcloud state VM own [--state FOLDER]

            Lets a machine, given by number or name, show a state of OpenNebula's, whatever it really does. STATE and LCM_STATE
            are names (POWEROFF, CLONING_FAILURE; with STATE ACTIVE: RUNNING, BOOT_FAILURE, DISK_RESIZE) or numbers, which
            need not be known. Without LCM_STATE an ACTIVE machine shows RUNNING.

            The machine shows that state until another one is set, 'own' is set, or an action is called that OpenNebula allows
            in that state: then it shows what it really does again, and the action takes place if that state allows it too. Other
            actions are refused as OpenNebula refuses them there, with code 2048.
            """;

    private static final String ENV = """
            Usage: devcloud env [--user NAME] [--state FOLDER]

            Prints ONE_XMLRPC and ONE_AUTH for a shell, for the user oneadmin or the one named. ONE_AUTH is the
            path of a file with user and password that only you can read.
            """;

    @Override
    public void run(Arguments arguments, Console console) throws CommandException {
        List<String> words = arguments.words();
        String topic = words.isEmpty() ? "" : words.getFirst();
        String text = switch (topic) {
            case "", "help" -> GENERAL;
            case "start" -> START;
            case "fault" -> FAULT;
            case "env" -> ENV;
            case "state" -> STATE;
            case "stop", "status", "calls" -> "Usage: devcloud " + topic + " [--state FOLDER]\n";
            default -> throw new CommandException("There is no command \"" + topic + "\". Try 'devcloud help'.");
        };
        console.out().print(text);
    }
}
