package tutorial.streams;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import java.time.Duration;
import java.util.List;

/** Streams, and the demand that moves them. */
public final class Numbers {

    private Numbers() {}

    public static void main(String[] arguments) {
        Many<Integer> squares = Many.range(1, 1_000_000_000).map(number -> number * number).filter(n -> n % 3 == 1);
        System.out.println(squares.take(4).collectList().block());

        Many<Integer> made = Many.range(1, 100).doOnNext(number -> System.out.println("made " + number));
        System.out.println("sum: " + made.take(3).reduce(0, Integer::sum).block());

        Many<String> answers = Many.just("a", "b", "c").flatMap(Numbers::lookUp, Flatten.arriving().ordered());
        System.out.println(answers.collectList().block());

        Many<List<Long>> groups = Many.interval(Duration.ofMillis(1)).take(7).buffer(3);
        groups.doOnNext(System.out::println).then().block();
    }

    private static One<String> lookUp(String word) {
        return One.delay(Duration.ofMillis(100)).thenReturn(word.toUpperCase());
    }
}
