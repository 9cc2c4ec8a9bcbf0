package io.nagare.channels.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private final List<String> asked = new ArrayList<>();
    private String ready;
    private final Questions<String> questions = new Questions<>(() -> ready);

    private final Question<String> question = new Question<>() {
        @Override
        public void on(String link) {
            asked.add(link);
        }

        @Override
        public void failed(Throwable failure) {
            asked.add(failure.getMessage());
        }
    };

    @Test
    void aQuestionIsAskedOnEachLinkUntilItIsWithdrawn() {
        questions.ask(question);
        assertEquals(List.of(), asked);
        questions.on("first");
        questions.on("second");
        assertTrue(questions.isAsked(question));
        assertTrue(questions.withdraw(question));
        assertFalse(questions.withdraw(question));
        questions.on("third");
        assertEquals(List.of("first", "second"), asked);
    }

    @Test
    void aQuestionIsAskedAtOnceOnALinkThatIsReady() {
        ready = "first";
        questions.ask(question);
        assertEquals(List.of("first"), asked);
    }

    @Test
    void whatIsAskedFailsOnceAndSoDoesWhatComesLater() {
        questions.ask(question);
        questions.fail(new IllegalStateException("over"));
        assertFalse(questions.isAsked(question));
        questions.ask(question);
        assertEquals(List.of("over", "over"), asked);
    }

    @Test
    void aStreamEmitsTheFirstAnswer() {
        ready = "first";
        List<Answer<Integer>> answers = new ArrayList<>();
        CompletableFuture<Integer> result = AskSource.<String, Integer>of(
                        questions, (link, answer) -> answers.add(answer))
                .toFuture();
        questions.on("second");
        assertEquals(2, answers.size());
        answers.get(0).answered(7);
        answers.get(1).answered(8);
        answers.get(1).refused(new IllegalStateException("late"));
        assertEquals(7, result.join());
    }

    @Test
    void aStreamEndsEmptyOrFails() {
        ready = "first";
        assertNull(AskSource.<String, Integer>of(questions, (link, answer) -> answer.answered(null))
                .toFuture()
                .join());
        IllegalStateException refusal = new IllegalStateException("no");
        CompletableFuture<Integer> refused = AskSource.<String, Integer>of(
                        questions, (link, answer) -> answer.refused(refusal))
                .toFuture();
        assertSame(refusal, assertThrows(CompletionException.class, refused::join).getCause());
    }
}
