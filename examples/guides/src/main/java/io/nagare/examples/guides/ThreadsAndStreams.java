package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Code that blocks, on threads of any kind, and streams beside it. */
final class ThreadsAndStreams {

    private ThreadsAndStreams() {}

    /** Runs a blocking call on an executor of yours, such as one that makes a virtual thread for each call. */
    static <T> One<T> callOn(Executor executor, Supplier<T> call) {
        return One.fromCompletionStage(() -> CompletableFuture.supplyAsync(call, executor));
    }

    /** Plain code in any thread that may block, virtual or not. It waits for the answer two seconds at most. */
    static String ask(String host, int port, String question) {
        String answer = Tcp.connecting(host, port, peer -> peer.writeAndEnd(Bytes.utf8(question + "\n"))
                        .thenMany(peer.read().lines()))
                .next()
                .block(Duration.ofSeconds(2));
        return answer == null ? "no answer" : answer;
    }

    /** A loop in a thread of yours takes jobs that streams send. It ends when the channel is closed. */
    static void work(Executor executor, Mpsc<String> jobs, Consumer<String> job) {
        executor.execute(() -> {
            for (String next : jobs.receiver().toIterable(1)) {
                job.accept(next);
            }
        });
    }
}
