package io.nagare.kotlin

import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class CoroutinesVersionTest {

    private interface Old {
        @Suppress("unused") // found by reflection
        fun resume(value: Any, onCancellation: (Throwable) -> Unit)
    }

    @Test
    fun anOldVersionIsToldWhatIsNeeded() {
        val complaint = CoroutinesVersion.complaint(Old::class.java)!!
        assertTrue(complaint.contains("1.9.0 or newer"), complaint)
        assertNull(CoroutinesVersion.complaint(kotlinx.coroutines.CancellableContinuation::class.java))
    }
}
