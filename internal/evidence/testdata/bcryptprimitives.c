// The one function of bcryptprimitives.dll that Go's run time needs. Wine has the library from version 8.7 on.
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
	return RtlGenRandom(data, (ULONG)size);
}
