using Ordi2.Ledger;

namespace Ordi2.Web.Hosting;

/// <summary>The silo of this process and its ledger.</summary>
internal static class SiloHost
{
    public static void AddSilo(this WebApplicationBuilder builder, ServerSettings settings)
    {
        Directory.CreateDirectory(settings.Data);
        builder.Services.AddOrdi2Ledger(LedgerOf(settings));
        builder.UseOrleans(static _ => { });
    }

    public static LedgerOptions LedgerOf(ServerSettings settings) =>
        new() { Database = settings.Database ?? Path.Combine(settings.Data, "ordi2.db") };
}
