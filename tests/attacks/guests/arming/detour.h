/* Code that attacks exchange while it is used: an instruction that makes a call, and a jump to code that writes data there. */
#include "arming.h"

enum { CALL = 0, DETOUR = 100, TEXT = 200, TO = 70 };

static unsigned char *code;

/* At CALL: the call, or a jump to DETOUR. There: write(TO, "BC", 2). Both return the result. */
static void lay_out(void)
{
    static const unsigned char call[] = {0x0f, 0x05, 0xc3};
    unsigned char detour[] = {0xb8, 1, 0, 0, 0, 0xbf, TO, 0, 0, 0, 0x48, 0xbe, 0, 0, 0, 0, 0, 0, 0, 0, 0xba, 2, 0, 0, 0, 0x0f, 0x05, 0xc3};
    unsigned char *text = code + TEXT;
    memcpy(detour + 12, &text, sizeof text);
    memcpy(code + CALL, call, sizeof call);
    memcpy(code + DETOUR, detour, sizeof detour);
    memcpy(text, DATA);
}
