package io.nagare.kotlin

import java.io.PrintWriter
import java.io.StringWriter
import java.nio.file.Files
import java.nio.file.Path
import java.util.spi.ToolProvider
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class CoroutinesVersionTest {

    private interface Old {
        @Suppress("unused") // found by reflection
        fun resume(value: Any, onCancellation: (Throwable) -> Unit)
    }

    /**
     * Default arguments of an interface's function are called by another name in version 1.9 than in newer ones. So
     * this module, which is compiled against a newer one, must not call any.
     */
    @Test
    fun noDefaultArgumentOfAnInterfaceIsUsed() {
        val javap = ToolProvider.findFirst("javap").orElseThrow()
        val classes = Path.of(CoroutinesVersion::class.java.protectionDomain.codeSource.location.toURI())
        val output = StringWriter()
        val files = Files.walk(classes).use { all ->
            all.map { it.toString() }.filter { it.endsWith(".class") }.toList()
        }
        assertTrue(files.size > 10, files.toString())
        assertEquals(0, javap.run(PrintWriter(output), PrintWriter(output), "-p", "-c", *files.toTypedArray()))
        val used = output.toString().lines().filter {
            it.contains("InterfaceMethod kotlinx/") && it.contains("\$default")
        }
        assertEquals(listOf<String>(), used)
    }

    @Test
    fun anOldVersionIsToldWhatIsNeeded() {
        val complaint = CoroutinesVersion.complaint(Old::class.java)!!
        assertTrue(complaint.contains("1.9.0 or newer"), complaint)
        assertNull(CoroutinesVersion.complaint(kotlinx.coroutines.CancellableContinuation::class.java))
    }
}
