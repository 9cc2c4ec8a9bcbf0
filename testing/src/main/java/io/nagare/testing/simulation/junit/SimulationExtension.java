package io.nagare.testing.simulation.junit;

import io.nagare.testing.simulation.Seeds;
import io.nagare.testing.simulation.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Plays a method with {@link SimulationTest} once for each seed. */
final class SimulationExtension implements ParameterResolver, InvocationInterceptor {

    /** Only the test method itself has a simulation: what JUnit calls around it is called once for all seeds. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Simulation.class
                && AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), SimulationTest.class);
    }

    /** A stand-in: each history gets a simulation of its own. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Simulation.start(0);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
        SimulationTest test = AnnotationSupport.findAnnotation(method.getExecutable(), SimulationTest.class)
                .orElseThrow();
        Seeds seeds = Simulation.forSeeds(test.seeds()).from(test.from());
        Seeds.Scenario scenario = simulation -> play(method, simulation);
        if (test.twice()) {
            seeds.checkDetermined(scenario);
        } else {
            seeds.check(scenario);
        }
    }

    private static void play(ReflectiveInvocationContext<Method> method, Simulation simulation) throws Exception {
        Method executable = method.getExecutable();
        executable.setAccessible(true);
        try {
            executable.invoke(method.getTarget().orElse(null), simulation);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof Exception exception) {
                throw exception;
            }
            throw thrown;
        }
    }
}
