package io.nagare.examples.guides;

import io.nagare.Nagare;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a server for many connections. Each figure has a reason. */
final class Tuning {

    private static final Logger LOG = LoggerFactory.getLogger(Tuning.class);

    /** 50,000 connections that are mostly idle, and a burst of new ones after a restart. */
    static final ServeOptions OPTIONS = ServeOptions.defaults()
            .maxConnections(50_000)
            .listen(ListenOptions.defaults()
                    .backlog(4_096)
                    .connection(ConnectionOptions.defaults().sendBuffer(64 * 1024)));

    private Tuning() {}

    /** Four workers, and 20 blocking calls at a time, because the database has 20 connections. */
    static Nagare start() {
        return Nagare.multiThread()
                .workers(4)
                .maxBlockingThreads(20)
                .blockingQueue(200)
                .name("orders")
                .onUnseenFailure((failure, where) -> LOG.error("unseen: {}", where, failure))
                .start();
    }
}
