package dev.parley.examples.server.live;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections of clients that do not read. */
final class Reset {

    private static final Logger LOG = LoggerFactory.getLogger(Reset.class);

    private Reset() {}

    /** {@return the connection that a request came on} */
    static EndPoint endPoint(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }

    /** Closes at once; the system lets go of what it holds for the client, and does not try to deliver it for minutes. */
    static void close(EndPoint endPoint) {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("A client had gone before it was cut", e);
            }
        }
        endPoint.close();
    }
}
