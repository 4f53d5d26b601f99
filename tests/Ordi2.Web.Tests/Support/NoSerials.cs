namespace Ordi2.Web.Tests.Support;

internal sealed class NoSerials : Ordi2.Web.Features.Scans.ISerialLookup
{
    public ValueTask<System.Collections.Immutable.ImmutableArray<string>> MachinesOfAsync(string serial) => new([]);
}
