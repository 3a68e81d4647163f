package io.onemachine.cli.command;

import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandName;
import io.onemachine.cli.run.CommandRegistry;

/** Creates the commands of the program. A command's class is loaded on first use, which keeps start-up short. */
public final class Commands implements CommandRegistry {
    @Override
    public Command open(CommandName name) {
        return switch (name) {
            case ACTIVE -> new Active();
            case CONFIG -> new Config();
            case CREATE -> new Create();
            case ENV -> new Env();
            case GC -> new Gc();
            case INSPECT -> new Inspect();
            case IP -> new Ip();
            case KILL -> new Kill();
            case LS -> new Ls();
            case MOUNT -> new Mount();
            case PROVISION -> new Provision();
            case REGENERATE_CERTS -> new RegenerateCerts();
            case RESTART -> new Restart();
            case RM -> new Rm();
            case SCP -> new Scp();
            case SSH -> new Ssh();
            case START -> new Start();
            case STATUS -> new Status();
            case STOP -> new Stop();
            case UPGRADE -> new Upgrade();
            case URL -> new Url();
            case VERSION -> new Version();
            case COMPLETION -> new Completion();
            case SHELL_INIT -> new ShellInit();
            case HELP -> new Help();
        };
    }
}
