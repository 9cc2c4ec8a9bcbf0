package io.nagare.nats;

import io.nagare.One;
import io.nagare.channels.base.Question;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.nats.failure.StreamSettingsException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of the server that all receivers of a queue share. The server would change one that exists if it were
 * made with other settings, for the receivers of all programs. So this looks first, and looks again behind. If two
 * programs make it at the same moment with different settings, the later one changes it, and mostly one of them learns
 * of it: a server of version 2.9 can't make what is not there and nothing else. Immutable; any thread may call.
 */
record Workers(StreamHandle handle, QueueSettings settings) {

    /** The consumer's name. */
    static final String NAME = "workers";

    private String api(String what) {
        return "$JS.API.CONSUMER." + what + "." + handle.settings().stream() + "." + NAME;
    }

    /** Asks the server for the consumer. */
    CompletableFuture<Message> look(Link on) {
        return handle.linking().call(on, api("INFO"), null, "");
    }

    /**
     * Makes the consumer if there is none.
     *
     * @return the server's last answer; fails with {@link StreamSettingsException} if there is another one
     */
    CompletableFuture<Message> make(Link on) {
        return look(on).thenCompose(there -> {
            Refusal refusal = Replies.isUnanswered(there) ? null : Replies.error(there);
            return refusal == null || refusal.number() != Replies.CONSUMER_NOT_FOUND
                    ? CompletableFuture.completedFuture(checked(there))
                    : create(on);
        });
    }

    private CompletableFuture<Message> create(Link on) {
        String stream = handle.settings().stream();
        String body = "{\"stream_name\":\"" + stream + "\",\"config\":" + configuration().toJson() + "}";
        return handle.linking()
                .call(on, api("CREATE"), null, body)
                .thenCompose(made -> Replies.error(made) == null
                        ? look(on).thenApply(this::checked)
                        : CompletableFuture.completedFuture(made));
    }

    ConsumerConfiguration configuration() {
        return ConsumerConfiguration.builder()
                .durable(NAME)
                .name(NAME)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(settings.answerWithin())
                .maxAckPending(settings.unanswered())
                .build();
    }

    /** Returns the answer, or throws if it describes another consumer. */
    private Message checked(Message answer) {
        if (Replies.error(answer) == null) {
            List<String> differences = differences(answer);
            if (!differences.isEmpty()) {
                throw new StreamSettingsException(handle.settings().stream(), differences);
            }
        }
        return answer;
    }

    private List<String> differences(Message answer) {
        JsonValue found = JsonValueUtils.readObject(Replies.json(answer), "config");
        List<String> differences = new ArrayList<>();
        compare("ack_policy", "explicit", JsonValueUtils.readString(found, "ack_policy"), differences);
        compare(
                "ack_wait (answeringWithin)",
                settings.answerWithin(),
                JsonValueUtils.readNanos(found, "ack_wait"),
                differences);
        compare(
                "max_ack_pending (unanswered)",
                (long) settings.unanswered(),
                JsonValueUtils.readLong(found, "max_ack_pending", -1),
                differences);
        return differences;
    }

    private static void compare(
            String what, @Nullable Object wanted, @Nullable Object found, List<String> differences) {
        if (!Objects.equals(wanted, found)) {
            differences.add(what + " of the consumer " + NAME + " is " + found + ", but " + wanted + " is asked for");
        }
    }

    /** Checks the consumer that there is, if there is one, once for each subscription. */
    One<Void> check() {
        return One.defer(() -> {
            CompletableFuture<Void> checked = new CompletableFuture<>();
            Question<Link> question = new Question<>() {
                @Override
                public void on(Link link) {
                    look(link).whenComplete(answering(link, this, checked));
                }

                @Override
                public void failed(Throwable failure) {
                    checked.completeExceptionally(failure);
                }
            };
            handle.questions().ask(question);
            return One.fromCompletionStage(checked::minimalCompletionStage)
                    .doOnCancel(() -> handle.questions().withdraw(question));
        });
    }

    private BiConsumer<@Nullable Message, @Nullable Throwable> answering(
            Link on, Question<Link> question, CompletableFuture<Void> checked) {
        return (answer, failure) -> {
            Refusal refusal = answer == null || Replies.isUnanswered(answer) ? null : Replies.error(answer);
            boolean later = answer == null
                    || Replies.isUnanswered(answer)
                    || (refusal != null && refusal.code() >= 500);
            if (later) {
                if (!on.isLost() && !checked.isDone() && handle.questions().isAsked(question)) {
                    handle.linking().after(StreamApi.PAUSE, () -> question.on(on));
                }
                return;
            }
            if (!handle.questions().withdraw(question)) {
                return;
            }
            if (refusal != null && refusal.number() != Replies.CONSUMER_NOT_FOUND) {
                checked.completeExceptionally(new NatsRefusedException(
                        "to look at the consumer " + NAME + " of the stream " + handle.settings().stream(),
                        refusal.code(),
                        refusal.number(),
                        refusal.says()));
                return;
            }
            try {
                checked(answer);
                checked.complete(null);
            } catch (StreamSettingsException other) {
                checked.completeExceptionally(other);
            }
        };
    }
}
