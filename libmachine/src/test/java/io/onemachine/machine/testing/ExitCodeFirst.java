package io.onemachine.machine.testing;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/**
 * A session that sends a command's exit code before the end of its output. MINA's own does it the other way round, and
 * loses the code when the client, which has already ended its input, closes the channel in between: OpenSSH then returns
 * 255.
 */
final class ExitCodeFirst extends ChannelSession {
    /** Creates sessions of this kind. */
    static final ChannelSessionFactory FACTORY = new ChannelSessionFactory() {
        @Override
        public Channel createChannel(Session session) {
            return new ExitCodeFirst();
        }
    };

    private ExitCodeFirst() {
        super(List.of());
    }

    @Override
    protected void closeShell(int exitValue, boolean closeImmediately) throws IOException {
        boolean open = !isClosing();
        if (open) {
            if (out != null) {
                out.flush();
            }
            sendExitStatus(exitValue);
            sendEof();
        }
        commandExitFuture.setClosed();
        if (open) {
            close(closeImmediately);
        }
    }
}
