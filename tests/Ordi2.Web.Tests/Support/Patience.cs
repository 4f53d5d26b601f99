using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Ordi2.Web.Tests.Support;

/// <summary>How long a browser may take to show what is waited for: other tests run beside it, and a slow answer is none that is wrong.</summary>
internal static class Patience
{
    private const float Milliseconds = 20_000;

    [ModuleInitializer]
    internal static void Begin() => Assertions.SetDefaultExpectTimeout(Milliseconds);
}
