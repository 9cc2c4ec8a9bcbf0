package io.nagare.nats;

import io.nagare.One;
import io.nagare.channels.base.Answer;
import io.nagare.channels.base.AskSource;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nats.client.Message;

/** What is asked of the server about a stream, once for each subscription. Stateless; any thread may call. */
final class StreamQuestions {

    private StreamQuestions() {}

    /** Reads a reply. */
    private interface Reading {

        /** Takes the answer out of a reply. Returns false if there is none, and the server must be asked again. */
        boolean isAnswer(Message reply, Answer<Void> answer);
    }

    /** Asks the server what the stream holds. */
    static One<Extent> extent(StreamHandle handle) {
        return AskSource.of(
                handle.questions(), (link, answer) -> handle.look(link, (now, found) -> answer.answered(found)));
    }

    /** Sends a message, and completes when the server has confirmed it. */
    static One<Void> confirmed(StreamHandle handle, String subject, String text) {
        return calling(handle, subject, text, (reply, answer) -> {
            if (Replies.isDenied(reply)) {
                answer.refused(Replies.denied("to let this user send to " + subject, reply));
            } else if (Replies.isUnanswered(reply)) {
                return false;
            } else {
                answer.answered(null);
            }
            return true;
        });
    }

    /**
     * Has the server do something, again until it answers.
     *
     * @param ignored the number of an error that is as good as done
     */
    static One<Void> done(StreamHandle handle, String what, String subject, int ignored) {
        return calling(handle, subject, "", (reply, answer) -> {
            Refusal refusal = Replies.error(reply);
            if (refusal == null || refusal.number() == ignored) {
                answer.answered(null);
            } else if (refusal.code() < 500) {
                answer.refused(
                        new NatsRefusedException(what, refusal.code(), refusal.number(), refusal.says()));
            } else {
                return false;
            }
            return true;
        });
    }

    private static One<Void> calling(StreamHandle handle, String subject, String text, Reading reading) {
        return AskSource.of(handle.questions(), new Call(handle, subject, text, reading));
    }

    /** Calls the server until a reply has an answer, or the link is lost. */
    private record Call(StreamHandle handle, String subject, String text, Reading reading)
            implements AskSource.Ask<Link, Void> {

        @Override
        public void on(Link link, Answer<Void> answer) {
            handle.linking().call(link, subject, null, text).whenComplete((reply, failure) -> {
                boolean isAnswered = reply != null && reading.isAnswer(reply, answer);
                if (!isAnswered && !link.isLost()) {
                    handle.lookAgain();
                    handle.linking().after(StreamApi.PAUSE, () -> on(link, answer));
                }
            });
        }
    }
}
