package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.policy.Flatten;
import java.util.function.Function;

/** A server that asks a driver which blocks, and computes something that takes long. */
final class Warehouse {

    private final Function<String, Integer> query;

    Warehouse(Function<String, Integer> query) {
        this.query = query;
    }

    /** Answers up to eight questions of one client at a time, in the order in which they came. */
    One<Void> serve(Connection peer) {
        return peer.writeAndEnd(peer.read()
                .lines()
                .flatMap(this::stock, Flatten.concurrency(8).ordered())
                .map(count -> Bytes.utf8(count + "\n")));
    }

    /** Calls the driver on a thread that may block. */
    private One<Integer> stock(String article) {
        return One.blocking(() -> query.apply(article));
    }

    /** What computes needs no such thread, but several workers: four articles at a time. */
    static Many<Long> forecasts(Many<String> articles, Function<String, Long> forecast) {
        return articles.mapParallel(4, forecast);
    }

    /** A runtime for the database alone: 20 calls at a time, whatever else blocks. */
    static Nagare forDatabase() {
        return Nagare.multiThread().workers(1).maxBlockingThreads(20).name("database").start();
    }
}
