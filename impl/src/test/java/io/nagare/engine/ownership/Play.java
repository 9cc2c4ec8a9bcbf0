package io.nagare.engine.ownership;

import io.nagare.BlockingIterable;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plays the pipeline of one seed to its end: subscribes on some thread, and leaves the stream in some way. If the
 * runtimes belong to this pipeline, they are closed meanwhile.
 */
final class Play {

    /** The way in which the subscriber leaves the stream. */
    private enum Leaving {
        AT_THE_END,
        CANCELLED,
        CANCELLED_TWICE,
        CANCELLED_WITHIN,
        TASK_ABORTED,
        FUTURE_CANCELLED,
        ITERABLE_CLOSED,
        WAIT_GIVEN_UP
    }

    private final Draw draw;
    private final Books books;
    private final Places places;
    private final Many<Token> stream;
    private final Leaving leaving;
    private final Nagare runtime;
    private final boolean fromWorker;
    private final Runnable pause;
    private final Runnable closing;

    /** Whether another thread closes the runtimes too, without waiting. */
    private final boolean impatient;

    /** Opens when the thread that iterates or waits has left the stream. */
    private final CountDownLatch left = new CountDownLatch(1);

    Play(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        this.places = places;
        stream = new Pipelines(draw, books, places).any();
        leaving = Leaving.values()[draw.between(0, Leaving.values().length - 1)];
        runtime = places.any(draw);
        fromWorker = draw.either();
        pause = draw.pause();
        impatient = draw.chance(20);
        closing = places.closing() ? closing(draw.between(0, 2)) : () -> {};
    }

    void run() throws Exception {
        draw.say("| " + leaving + (fromWorker ? " from a worker" : ""));
        switch (leaving) {
            case TASK_ABORTED -> abortTask();
            case FUTURE_CANCELLED -> cancelFuture();
            case ITERABLE_CLOSED -> closeIterable();
            case WAIT_GIVEN_UP -> giveUpWait();
            default -> receive();
        }
        books.settle();
    }

    private void receive() throws Exception {
        Receiver receiver = new Receiver(draw, books, places, leaving == Leaving.CANCELLED_WITHIN);
        Task<Void> host = null;
        if (fromWorker) {
            host = runtime.spawn((Callable<Void>) () -> {
                stream.subscribe(receiver);
                return null;
            });
        } else {
            places.elsewhere(books, () -> stream.subscribe(receiver));
        }
        pause.run();
        if (leaving == Leaving.CANCELLED || leaving == Leaving.CANCELLED_TWICE) {
            Task<Void> spawned = host;
            if (!Waiting.until(() -> receiver.isSubscribed() || (spawned != null && spawned.isDone()))) {
                books.fault("no onSubscribe");
            } else if (receiver.isSubscribed()) {
                if (leaving == Leaving.CANCELLED_TWICE) {
                    places.elsewhere(books, receiver::cancel);
                }
                receiver.cancel();
            }
        }
        closing.run();
        if (host != null && !Waiting.until(host::isDone)) {
            books.fault("the subscribing task does not end");
        }
        // If its runtime was closed, the task may never have run.
        boolean neverSubscribed = places.closing() && host != null && !receiver.isSubscribed();
        if (!neverSubscribed && !receiver.awaitEnd(Waiting.SECONDS)) {
            books.fault("no end: " + receiver);
        }
    }

    private void abortTask() {
        Task<Void> task = runtime.spawn(stream.doOnNext(Token::deliver));
        pause.run();
        if (draw.either()) {
            places.elsewhere(books, task::abort);
        }
        task.abort();
        closing.run();
        if (!Waiting.until(task::isDone)) {
            books.fault("the aborted task does not end");
        }
    }

    private void cancelFuture() {
        AtomicReference<CompletableFuture<Token>> made = new AtomicReference<>();
        CompletableFuture<Void> seen = new CompletableFuture<>();
        One<Token> first = stream.next();
        places.elsewhere(books, () -> {
            CompletableFuture<Token> future = first.toFuture();
            made.set(future);
            future.whenComplete((token, failure) -> {
                if (token != null) {
                    token.deliver();
                }
                seen.complete(null);
            });
        });
        pause.run();
        closing.run();
        CompletableFuture<Token> future = made.get();
        if (future != null) {
            future.cancel(true);
        }
        if (!Waiting.until(seen::isDone)) {
            books.fault("the future does not end");
        }
    }

    private void closeIterable() throws InterruptedException {
        BlockingIterable<Token> tokens = stream.toIterable(draw.between(1, 9));
        int count = draw.between(0, 9);
        boolean elsewhere = draw.either();
        draw.say("after " + count + (elsewhere ? " by another thread" : ""));
        books.jobBegun();
        places.threads().execute(() -> {
            try {
                Iterator<Token> iterator = tokens.iterator();
                if (elsewhere) {
                    places.elsewhere(books, () -> {
                        pause.run();
                        closing.run();
                        tokens.close();
                    });
                }
                for (int i = 0; (elsewhere || i < count) && iterator.hasNext(); i++) {
                    iterator.next().deliver();
                }
            } catch (NoSuchElementException closed) {
                // The other thread closed the iterable between hasNext and next.
            } catch (RuntimeException failure) {
                Failures.expect(failure, books);
            } finally {
                tokens.close();
                left.countDown();
                books.jobEnded();
            }
        });
        if (!elsewhere) {
            pause.run();
            closing.run();
        }
        awaitLeft();
    }

    /** Waits for that thread. Until then, its channels are not emptied. */
    private void awaitLeft() throws InterruptedException {
        if (!left.await(Waiting.SECONDS, TimeUnit.SECONDS)) {
            books.fault("the thread does not come back");
        }
    }

    private void giveUpWait() throws InterruptedException {
        Duration limit = Duration.ofNanos(draw.between(0, 3_000_000));
        One<Token> first = stream.next();
        draw.say("after " + limit);
        places.elsewhere(books, () -> {
            try {
                Token token = runtime.blockOn(first, limit);
                if (token != null) {
                    token.deliver();
                }
            } catch (RuntimeException failure) {
                Failures.expect(failure, books);
            } finally {
                left.countDown();
            }
        });
        pause.run();
        closing.run();
        awaitLeft();
    }

    private Runnable closing(int order) {
        draw.say("| closes " + order);
        return switch (order) {
            case 0 -> () -> {
                close(places.first());
                close(places.second());
            };
            case 1 -> () -> {
                close(places.second());
                close(places.first());
            };
            default -> () -> {
                places.elsewhere(books, () -> close(places.first()));
                close(places.second());
            };
        };
    }

    private void close(Nagare own) {
        if (impatient) {
            places.elsewhere(books, () -> own.close(Duration.ZERO));
        }
        if (!own.close(Duration.ofSeconds(Waiting.SECONDS))) {
            books.fault("a runtime was not closed");
        }
    }
}
