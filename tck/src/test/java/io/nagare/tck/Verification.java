package io.nagare.tck;

import static java.util.Comparator.comparing;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * Turns a class of the TCK, with its tests for TestNG, into tests of JUnit: one for each rule. Each test has an
 * instance of its own, so that all tests may run at the same time.
 */
final class Verification {

    private Verification() {}

    /**
     * Makes the tests of one publisher, subscriber or processor.
     *
     * @param subject names what is verified, in the report and in each failure
     * @param create makes an instance of the TCK's class
     */
    static DynamicContainer of(String subject, Supplier<?> create) {
        List<Method> rules = methods(create.get(), Test.class).sorted(comparing(Method::getName)).toList();
        return DynamicContainer.dynamicContainer(
                subject,
                rules.stream().map(rule -> DynamicTest.dynamicTest(
                        rule.getName(), () -> verify(subject, rule, create.get()))));
    }

    private static void verify(String subject, Method rule, Object tck) throws Throwable {
        callAll(tck, BeforeClass.class);
        try {
            callAll(tck, BeforeMethod.class);
            call(tck, rule);
        } catch (SkipException skipped) {
            throw new TestAbortedException(skipped.getMessage(), skipped);
        } catch (TestAbortedException assumption) {
            throw assumption;
        } catch (Throwable failure) {
            throw new AssertionError(subject + " breaks " + rule.getName() + ": " + failure.getMessage(), failure);
        } finally {
            callAll(tck, AfterClass.class);
        }
    }

    private static void callAll(Object tck, Class<? extends Annotation> when) throws Throwable {
        for (Method method : methods(tck, when).toList()) {
            call(tck, method);
        }
    }

    private static Stream<Method> methods(Object tck, Class<? extends Annotation> annotation) {
        return Stream.of(tck.getClass().getMethods()).filter(method -> method.isAnnotationPresent(annotation));
    }

    private static void call(Object tck, Method method) throws Throwable {
        try {
            method.invoke(tck);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
